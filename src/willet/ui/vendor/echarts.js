// The part of ECharts that Willet draws with: lines and bars as SVG, spoken descriptions, five languages.
import * as echarts from "echarts/core";
import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { SVGRenderer } from "echarts/renderers";
import nl from "echarts/i18n/langNL-obj.js";
import de from "echarts/i18n/langDE-obj.js";
import es from "echarts/i18n/langES-obj.js";
import vi from "echarts/i18n/langVI-obj.js";

echarts.use([AriaComponent, BarChart, GridComponent, LegendComponent, LineChart, MarkLineComponent, SVGRenderer, TooltipComponent]);
for (const [name, words] of Object.entries({ nl, de, es, vi })) echarts.registerLocale(name.toUpperCase(), words);

export const { init, getInstanceByDom } = echarts;
