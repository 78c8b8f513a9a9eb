// A form opened, filled and saved by a program of other people: node save_with.js PROGRAM IN OUT TYPE CELLS.json
// CELLS: [[sheet, "B5", value, kind]], kind: text, number, date (an ISO day).
"use strict";
const fs = require("fs");
const path = require("path");
const [program, from, to, type, cellsFile] = process.argv.slice(2);
const modules = path.join(__dirname, "..", "..", ".tools", "node_modules");
const cells = cellsFile ? JSON.parse(fs.readFileSync(cellsFile, "utf8")) : [];
const DAY = 86400000;

function sheetjs() {
  const XLSX = require(path.join(modules, "xlsx"));
  const book = XLSX.read(fs.readFileSync(from), { cellFormula: true, cellNF: true, cellStyles: true, bookVBA: true });
  if (type === "json") {
    const found = {};
    for (const name of book.SheetNames)
      for (const [address, cell] of Object.entries(book.Sheets[name]))
        if (address[0] !== "!" && cell.v !== undefined)
          (found[name] = found[name] || {})[address] = { v: cell.v, t: cell.t, f: cell.f };
    fs.writeFileSync(to, JSON.stringify(found));
    return;
  }
  for (const [sheet, address, value, kind] of cells) {
    const target = book.Sheets[sheet];
    const number = kind === "date" ? (Date.parse(value) - Date.UTC(1899, 11, 30)) / DAY : value;
    target[address] = kind === "text" ? { t: "s", v: value } : { t: "n", v: number };
    if (kind === "date") target[address].z = "dd/mm/yyyy";
  }
  XLSX.writeFile(book, to, { bookType: type, Props: { ModifiedDate: new Date("2025-12-12T02:00:00Z") } });
}

async function exceljs() {
  const ExcelJS = require(path.join(modules, "exceljs"));
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(from);
  for (const [sheet, address, value, kind] of cells) {
    const cell = book.getWorksheet(sheet).getCell(address);
    cell.value = kind === "date" ? new Date(value + "T00:00:00Z") : value;
    if (kind === "date") cell.numFmt = "dd/mm/yyyy";
  }
  book.modified = new Date("2025-12-12T02:00:00Z");
  await book.xlsx.writeFile(to);
}

Promise.resolve(program === "sheetjs" ? sheetjs() : exceljs()).catch((error) => {
  console.error(error);
  process.exit(1);
});
