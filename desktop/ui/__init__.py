"""What the teacher sees: Qt, and nothing but Qt above the models."""
