"""The store itself: started, saved, taken back, looked over."""
