"""How good the English is: measured on open sets, against a reference, system beside system."""
