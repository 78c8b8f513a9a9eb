@echo off
rem The door for Windows: .venv is made here, kehoach-xl runs in it. ASCII only: the sentences that
rem people read are printed by Python, which knows Unicode on every console, or from a UTF-8 file where there is none.
setlocal EnableExtensions DisableDelayedExpansion
set "ROOT=%~dp0"
if "%ROOT:~-1%"=="\" set "ROOT=%ROOT:~0,-1%"
set "VENV=%ROOT%\.venv"
set "PY=%VENV%\Scripts\python.exe"
set "LOG=%VENV%\setup.log"
set "PYTHONIOENCODING=utf-8"
set "PYTHONNOUSERSITE=1"
set "PYTHONHOME="
set "PYTHONPATH="
set "SAME=import filecmp, sys; sys.exit(not filecmp.cmp(sys.argv[1], sys.argv[2], False))"

set "COMMAND=%~1"
set "REST="
:collect
shift
if "%~1"=="" goto collected
set REST=%REST% %1
goto collect
:collected

if /i "%COMMAND%"=="demo" goto demo
if /i "%COMMAND%"=="cli" goto cli
if /i "%COMMAND%"=="test" goto test
if /i "%COMMAND%"=="check" goto check
if /i "%COMMAND%"=="bench" goto bench
if /i "%COMMAND%"=="fuzz" goto fuzz
echo run demo ^| run cli ... ^| run test ^| run check ^| run bench ^| run fuzz [MINUTES]
exit /b 2

:demo
call :prepare run "%ROOT%" || exit /b 2
set "PYTHONPATH=%ROOT%"
"%PY%" -P -m kehoach_xl demo %REST%
exit /b %ERRORLEVEL%

:cli
call :prepare run "%ROOT%" || exit /b 2
set "PYTHONPATH=%ROOT%"
"%PY%" -P -m kehoach_xl %REST%
exit /b %ERRORLEVEL%

:test
call :prepare dev "%ROOT%[dev]" || exit /b 2
set "PYTHONPATH=%ROOT%"
cd /d "%ROOT%"
rem Windows: tests marked "tools" (LibreOffice, Open XML SDK) run on Linux only.
"%PY%" -c "print('Tr\u00ean Windows b\u1ecf qua c\u00e1c ki\u1ec3m th\u1eed c\u1ea7n LibreOffice v\u00e0 Open XML SDK (tools).')"
"%PY%" -m pytest -n 2 -m "not tools and not fuzz" %REST%
exit /b %ERRORLEVEL%

:check
call :prepare dev "%ROOT%[dev]" || exit /b 2
set "PYTHONPATH=%ROOT%"
cd /d "%ROOT%"
"%PY%" -m ruff check . || exit /b 1
set "KEHOACH_HYPOTHESIS=fast"
"%PY%" -m pytest -n 2 -m "not tools and not slow and not fuzz" %REST%
exit /b %ERRORLEVEL%

:bench
call :prepare dev "%ROOT%[dev]" || exit /b 2
set "PYTHONPATH=%ROOT%"
"%PY%" -P -m kehoach_xl bench %REST%
exit /b %ERRORLEVEL%

:fuzz
call :prepare dev "%ROOT%[dev]" || exit /b 2
set "PYTHONPATH=%ROOT%"
cd /d "%ROOT%"
set "KEHOACH_FUZZ_MINUTES=10"
for /f "tokens=1* delims= " %%m in ("%REST%") do echo %%m| findstr /r "^[0-9][0-9]*$" >nul && set "KEHOACH_FUZZ_MINUTES=%%m" && set "REST=%%n"
"%PY%" -m pytest -n 2 -m "fuzz and not tools" %REST%
exit /b %ERRORLEVEL%

:prepare
rem PYTHONPATH is set after this: where .pth files are read in the ANSI code page (Python before 3.13), pip's link to
rem a folder with Vietnamese letters in its name leads nowhere.
rem %1: run or dev; %2: what pip installs. .venv\ready.%1 is the pyproject.toml it was installed from.
if exist "%PY%" "%PY%" -c "%SAME%" "%ROOT%\pyproject.toml" "%VENV%\ready.%~1" >nul 2>&1 && exit /b 0
call :find_python || exit /b 2
%FOUND% -c "print('\u0110ang chu\u1ea9n b\u1ecb m\u00f4i tr\u01b0\u1eddng (kho\u1ea3ng m\u1ed9t ph\u00fat) \u2026')"
if not exist "%VENV%\ready.run" if exist "%VENV%" rmdir /s /q "%VENV%"
if not exist "%VENV%" mkdir "%VENV%"
if not exist "%PY%" %FOUND% -m venv "%VENV%" >>"%LOG%" 2>&1 || goto prepare_failed
del /q "%VENV%\ready.*" 2>nul
"%PY%" -m pip install --editable "%~2" >>"%LOG%" 2>&1 || goto prepare_failed
copy /y "%ROOT%\pyproject.toml" "%VENV%\ready.run" >nul
if "%~1"=="dev" copy /y "%ROOT%\pyproject.toml" "%VENV%\ready.dev" >nul
exit /b 0

:prepare_failed
%FOUND% -c "import os; print('Kh\u00f4ng c\u00e0i \u0111\u01b0\u1ee3c m\u00f4i tr\u01b0\u1eddng Python, th\u01b0\u1eddng l\u00e0 do kh\u00f4ng c\u00f3 k\u1ebft n\u1ed1i m\u1ea1ng. Nh\u1eadt k\u00fd: ' + os.environ['LOG'])"
exit /b 2

:find_python
set "NEW=import sys; sys.exit(sys.version_info < (3, 11))"
if not defined KEHOACH_PYTHON goto find_launcher
set FOUND="%KEHOACH_PYTHON%"
%FOUND% -c "%NEW%" >nul 2>&1 && exit /b 0
goto no_python
:find_launcher
set "FOUND=py -3"
%FOUND% -c "%NEW%" >nul 2>&1 && exit /b 0
set "FOUND=python"
%FOUND% -c "%NEW%" >nul 2>&1 && exit /b 0
:no_python
set "PAGE="
for /f "tokens=2 delims=:." %%c in ('chcp') do set "PAGE=%%c"
chcp 65001 >nul
type "%ROOT%\templates\run\can-python.txt"
if defined PAGE chcp %PAGE: =% >nul
exit /b 2
