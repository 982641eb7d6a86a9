"""What models exist, where they are, how one is prepared, checked and removed; the adapter that ships."""
