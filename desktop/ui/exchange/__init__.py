"""The exchange in words: what is not sent, what was refused and why, and «Сдать день»."""
