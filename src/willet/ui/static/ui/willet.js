// What pages do beyond plain HTML. Every page works without it: filters have a button, charts a table, jobs a reload.
import "./live.js";
import "./filters.js";
import "./menus.js";
import "./charts.js";
