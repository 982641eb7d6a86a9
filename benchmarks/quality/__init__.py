"""How good the English is: measured on open sets, against a professional's, system beside system."""
