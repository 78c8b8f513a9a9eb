@echo off
rem Offline set-up for the person at this machine, without administrator's rights. ASCII only: what people
rem read is printed from the UTF-8 files in "thong-bao", or by Python.
setlocal EnableExtensions DisableDelayedExpansion
set "HERE=%~dp0"
set "TEXTS=%HERE%thong-bao"
set "OURS=%LOCALAPPDATA%\KeHoachXL"
set "VENV=%OURS%\venv"
set "PY=%VENV%\Scripts\python.exe"
set "LOG=%OURS%\cai-dat.log"
set "PYTHONNOUSERSITE=1"
set "PYTHONHOME="
set "PYTHONPATH="
set "PIP_CONFIG_FILE=nul"
set "PIP_DISABLE_PIP_VERSION_CHECK=1"
set "RIGHT=import sys; sys.exit(sys.version_info[:2] != (@MAJOR@, @MINOR@) or sys.maxsize < 2**32)"

set "PAGE="
for /f "tokens=2 delims=:." %%c in ('chcp') do set "PAGE=%%c"
chcp 65001 >nul
call :work
set "CODE=%ERRORLEVEL%"
if not "%~1"=="/q" pause
if defined PAGE chcp %PAGE: =% >nul
exit /b %CODE%

:work
if not exist "%OURS%" mkdir "%OURS%"
type "%TEXTS%\bat-dau.txt"
call :find_python
if errorlevel 1 exit /b 2
call :prepare >>"%LOG%" 2>&1
if errorlevel 1 goto failed
cd /d "%USERPROFILE%"
"%PY%" -P -m kehoach_xl install
if errorlevel 1 exit /b 2
echo.
"%PY%" -P -m kehoach_xl doctor
type "%TEXTS%\xong.txt"
exit /b 0

:failed
type "%TEXTS%\loi.txt"
echo %LOG%
exit /b 2

:prepare
rem The environment is made anew when it is missing, broken, or of another Python.
"%PY%" -c "%RIGHT%" && "%PY%" -m pip --version && goto packages
%FOUND% -m venv --clear "%VENV%" || exit /b 1
:packages
"%PY%" -m pip install --no-index --find-links "%HERE%wheels" --upgrade "kehoach-xl==@VERSION@" || exit /b 1
rem The same version may have been packed again since: ours is always the one of this folder.
"%PY%" -m pip install --no-index --no-deps --force-reinstall "%HERE%wheels\@WHEEL@" || exit /b 1
exit /b 0

:find_python
call :try py -@MAJOR@.@MINOR@ && exit /b 0
call :try "%LOCALAPPDATA%\Programs\Python\Python@MAJOR@@MINOR@\python.exe" && exit /b 0
call :try "%ProgramFiles%\Python@MAJOR@@MINOR@\python.exe" && exit /b 0
call :try "%SystemDrive%\Python@MAJOR@@MINOR@\python.exe" && exit /b 0
call :try python && exit /b 0
set "SETUP="
for %%f in ("%HERE%python\python-@MAJOR@.@MINOR@.*-amd64.exe") do set "SETUP=%%~ff"
if not defined SETUP goto no_python
type "%TEXTS%\dang-cai-python.txt"
"%SETUP%" /passive InstallAllUsers=0 Include_launcher=0 Include_test=0 Include_doc=0 Shortcuts=0
call :try "%LOCALAPPDATA%\Programs\Python\Python@MAJOR@@MINOR@\python.exe" && exit /b 0
:no_python
type "%TEXTS%\can-python.txt"
exit /b 1

:try
set FOUND=%*
%FOUND% -c "%RIGHT%" >nul 2>&1
exit /b %ERRORLEVEL%
