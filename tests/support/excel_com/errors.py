"""What Excel answers when it refuses, and what the double says when it is asked for more than it has."""

DISP_E_EXCEPTION = -2147352567
APPLICATION_ERROR = -2146827284  # 1004
RPC_E_CALL_REJECTED = -2147418111
VBA_E_IGNORE = -2146777998  # 0x800AC472
RPC_SERVER_UNAVAILABLE = -2147023174
RPC_E_DISCONNECTED = -2147417848


class com_error(Exception):
    """``pywintypes.com_error``: (hresult, text, excepinfo or None, number of the wrong argument or None)."""

    def __init__(
        self, hresult: int, strerror: str, excepinfo: tuple | None = None, argerror: int | None = None
    ) -> None:
        super().__init__(hresult, strerror, excepinfo, argerror)
        self.hresult, self.strerror, self.excepinfo, self.argerror = self.args


class NotInTheDouble(BaseException):
    """The double lacks this member of Excel. No Exception: xlwings and careful code swallow those."""


class Spinning(BaseException):
    """The same rejected call was made again and again without end: on a real screen, Excel seems frozen."""


def refused(text: str, scode: int = APPLICATION_ERROR) -> com_error:
    """An error Excel raises itself, as pywin32 hands it out."""
    source = (0, "Microsoft Excel", text, "xlmain11.chm", 0, scode)
    return com_error(DISP_E_EXCEPTION, "Exception occurred.", source, None)


def plain_1004() -> com_error:
    """Error 1004 of a property set, which carries no words."""
    return com_error(DISP_E_EXCEPTION, "Exception occurred.", (0, None, None, None, 0, APPLICATION_ERROR), None)


def protected_sheet() -> com_error:
    return refused(
        "The cell or chart you're trying to change is on a protected sheet. To make a change, unprotect the "
        "sheet. You might be requested to enter a password."
    )


def call_rejected() -> com_error:
    """A dialog of Excel is open."""
    return com_error(RPC_E_CALL_REJECTED, "Call was rejected by callee.", None, None)


def cell_in_edit() -> com_error:
    """A cell is being edited."""
    return com_error(DISP_E_EXCEPTION, "Exception occurred.", (0, None, None, None, 0, VBA_E_IGNORE), None)


def server_gone() -> com_error:
    """Excel crashed or was ended."""
    return com_error(RPC_SERVER_UNAVAILABLE, "The RPC server is unavailable.", None, None)


def disconnected() -> com_error:
    """The object belongs to a workbook that was closed."""
    return com_error(RPC_E_DISCONNECTED, "The object invoked has disconnected from its clients.", None, None)
