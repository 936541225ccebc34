export { SpendBars } from "./spend-bars.tsx";
export { type BarPoint, type BarSeries, StackedBars } from "./stacked-bars.tsx";
export { UsageChart } from "./usage-chart.tsx";
export { UsageFigures } from "./usage-figures.tsx";
export { UsageGroups } from "./usage-groups.tsx";
