"""A registry in memory, with the calls of Python's ``winreg`` that the program makes and their errors."""

from types import SimpleNamespace

KEY_READ, KEY_SET_VALUE, KEY_WOW64_64KEY, KEY_WOW64_32KEY, REG_SZ, REG_DWORD, REG_BINARY = 1, 2, 4, 8, 1, 4, 3
USER, COMPUTER, CLASSES = "HKEY_CURRENT_USER", "HKEY_LOCAL_MACHINE", "HKEY_CLASSES_ROOT"


class Key:
    def __init__(self, path: tuple[str, str], writable: bool) -> None:
        self.path, self.writable = path, writable

    def __enter__(self) -> "Key":
        return self

    def __exit__(self, *error: object) -> None:
        pass


class FakeWinreg(SimpleNamespace):
    """Keys are (hive, path), found without regard to case; ``in_32`` names those only a 32-bit view shows."""

    def __init__(self) -> None:
        super().__init__(
            KEY_READ=KEY_READ, KEY_SET_VALUE=KEY_SET_VALUE, KEY_WOW64_64KEY=KEY_WOW64_64KEY,
            KEY_WOW64_32KEY=KEY_WOW64_32KEY, REG_SZ=REG_SZ,
            HKEY_CURRENT_USER=USER, HKEY_LOCAL_MACHINE=COMPUTER, HKEY_CLASSES_ROOT=CLASSES,
            keys={(USER, "environment"): {}}, in_32=set(), locked=False,
        )  # fmt: skip

    def put(self, hive: str, key: str, in_32: bool = False, **values: object) -> None:
        """What a test finds already there; the key's own value is named ``default``."""
        named = {("" if name == "default" else name).casefold(): (name, value) for name, value in values.items()}
        self.keys.setdefault((hive, key.casefold()), {}).update(named)
        if in_32:
            self.in_32.add((hive, key.casefold()))

    def OpenKey(self, hive: str, key: str, reserved: int, access: int) -> Key:
        path = (hive, key.casefold())
        if path not in self.keys or (path in self.in_32 and not access & KEY_WOW64_32KEY):
            raise FileNotFoundError(2, "The system cannot find the file specified")
        if self.locked and access & KEY_SET_VALUE:
            raise PermissionError(13, "Access is denied")
        return Key(path, bool(access & KEY_SET_VALUE))

    def CreateKeyEx(self, hive: str, key: str, reserved: int, access: int) -> Key:
        self.keys.setdefault((hive, key.casefold()), {})
        return self.OpenKey(hive, key, reserved, access)

    def QueryValueEx(self, key: Key, name: str) -> tuple[object, int]:
        try:
            return self.keys[key.path][name.casefold()][1], REG_SZ
        except KeyError:
            raise FileNotFoundError(2, "The system cannot find the file specified") from None

    def QueryInfoKey(self, key: Key) -> tuple[int, int, int]:
        return len(self._below(key)), len(self.keys[key.path]), 0

    def EnumValue(self, key: Key, index: int) -> tuple[str, object, int]:
        name, value = list(self.keys[key.path].values())[index]
        return name, value, REG_SZ

    def EnumKey(self, key: Key, index: int) -> str:
        return self._below(key)[index]

    def SetValueEx(self, key: Key, name: str, reserved: int, kind: int, value: object) -> None:
        assert key.writable and kind == REG_SZ
        self.keys[key.path][name.casefold()] = (name, value)

    def DeleteValue(self, key: Key, name: str) -> None:
        assert key.writable
        if name.casefold() not in self.keys[key.path]:
            raise FileNotFoundError(2, "The system cannot find the file specified")
        del self.keys[key.path][name.casefold()]

    def _below(self, key: Key) -> list[str]:
        hive, path = key.path
        names = {p[len(path) + 1 :].split("\\")[0] for h, p in self.keys if h == hive and p.startswith(path + "\\")}
        return sorted(names)
