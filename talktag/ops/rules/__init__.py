"""Rules, as their owner looks at them: listed, told in words, tried, begun from a ready one. None runs by itself."""
