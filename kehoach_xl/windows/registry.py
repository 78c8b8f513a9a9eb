"""The registry as plain values: one function to look, one to write the user's own part."""

from types import ModuleType

USER, COMPUTER, CLASSES = "HKEY_CURRENT_USER", "HKEY_LOCAL_MACHINE", "HKEY_CLASSES_ROOT"


class Registry:
    """Python's ``winreg``, or what stands for it. A key or value that is not there is None or empty, never an error."""

    def __init__(self, winreg: ModuleType) -> None:
        self._winreg = winreg

    def value(self, hive: str, key: str, name: str = "") -> object | None:
        """One value; ``name`` empty asks for the key's own. 32-bit programs keep theirs apart: both are looked at."""
        for found in self._keys(hive, key):
            with found as handle:
                try:
                    return self._winreg.QueryValueEx(handle, name)[0]
                except OSError:
                    continue
        return None

    def number(self, hive: str, key: str, name: str) -> int | None:
        """A value as a whole number; some policies write it as text."""
        found = self.value(hive, key, name)
        return int(found) if isinstance(found, int) or (isinstance(found, str) and found.isdigit()) else None

    def values(self, hive: str, key: str) -> dict[str, object]:
        """Every value of a key by name."""
        result: dict[str, object] = {}
        for found in self._keys(hive, key):
            with found as handle:
                for index in range(self._winreg.QueryInfoKey(handle)[1]):
                    name, content, _ = self._winreg.EnumValue(handle, index)
                    result.setdefault(name, content)
        return result

    def subkeys(self, hive: str, key: str) -> list[str]:
        """The names of the keys below a key."""
        result: dict[str, None] = {}
        for found in self._keys(hive, key):
            with found as handle:
                for index in range(self._winreg.QueryInfoKey(handle)[0]):
                    result.setdefault(self._winreg.EnumKey(handle, index))
        return list(result)

    def write(self, key: str, name: str, text: str) -> None:
        """Write a text into the user's part. Raises OSError."""
        reg = self._winreg
        with reg.CreateKeyEx(getattr(reg, USER), key, 0, reg.KEY_SET_VALUE) as handle:
            reg.SetValueEx(handle, name, 0, reg.REG_SZ, text)

    def erase(self, key: str, name: str) -> None:
        """Remove a value from the user's part. Raises OSError."""
        reg = self._winreg
        with reg.OpenKey(getattr(reg, USER), key, 0, reg.KEY_SET_VALUE) as handle:
            reg.DeleteValue(handle, name)

    def _keys(self, hive: str, key: str):
        reg = self._winreg
        for view in (reg.KEY_WOW64_64KEY, reg.KEY_WOW64_32KEY):
            try:
                yield reg.OpenKey(getattr(reg, hive), key, 0, reg.KEY_READ | view)
            except OSError:
                continue
