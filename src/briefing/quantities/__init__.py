"""Quantities: a number, a sum, a date as a typed value, read from Chinese, written in English, read back."""
