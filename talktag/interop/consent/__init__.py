"""Receipts of consent, shaped like ISO/IEC TS 27560:2023 by the guide of W3C DPV 2.3. Out only; nothing is fetched."""
