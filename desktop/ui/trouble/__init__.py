"""«Отправить сведения о неполадке»: what goes, what never does, where it went."""
