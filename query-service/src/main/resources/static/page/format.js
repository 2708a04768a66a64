// Numbers, moments and periods in local notation. All moments are in city time.
import { hubNow } from "./clock.js";
import { state } from "./state.js";
import { t } from "./words.js";

const ZONE = "Etc/GMT-7"; // UTC+7 at all times, as in the hub; POSIX reverses the sign
const locale = () => (state.language === "vi" ? "vi-VN" : "en-GB");

/** Cache of formatters: creating one takes a hundred times as long as using it, and one rendering uses hundreds. */
const made = new Map();
function formatter(kind, options) {
  const name = `${kind.name} ${locale()} ${JSON.stringify(options)}`;
  if (!made.has(name)) made.set(name, new kind(locale(), options));
  return made.get(name);
}
const numbers = options => formatter(Intl.NumberFormat, options);
const moments = options => formatter(Intl.DateTimeFormat, { timeZone: ZONE, ...options });

/** Formats a number with its significant digits: three or four in total. */
export function number(value, digits) {
  if (value == null) return "–";
  const most = digits ?? (Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : Math.abs(value) >= 10 ? 1 : 2);
  return numbers({ maximumFractionDigits: most }).format(value);
}

/** Formats a value with enough digits to differ from a target that it misses. */
export function against(value, target) {
  if (value == null || target == null || value === target || number(value) !== number(target)) return number(value);
  return number(value, [2, 3, 4, 6].find(digits => number(value, digits) !== number(target, digits)) ?? 9);
}

/** Formats a numerator or denominator; a small one with three significant digits: 0.01 ÷ 0.2 would not explain 6.84 %. */
export const term = value => value != null && Math.abs(value) < 1 ? numbers({ maximumSignificantDigits: 3 }).format(value) : number(value);

/** Formats a difference; one that is not zero is never shown as 0. */
export const difference = value => number(value) === "0" ? numbers({ maximumSignificantDigits: 1 }).format(value) : number(value);

const UNITS = { "%": ["%", "%"], "%/year": ["%/năm", "%/year"], count: ["", ""], events: ["sự kiện", "events"], reports: ["phản ánh", "reports"], rank: ["hạng", "rank"], tasks: ["nhiệm vụ", "tasks"], ratio: ["", ""] };
export const unit = word => (UNITS[word] ?? [word, word])[state.language === "vi" ? 0 : 1];
export const quantity = (value, word) => word === "rank" ? `${state.language === "vi" ? "hạng" : "rank"}\u00a0${number(value)}` : `${number(value)}${unit(word) ? "\u00a0" + unit(word) : ""}`;

/** Returns the current month in the city: 2026-11. */
export const thisMonth = () => new Date(hubNow()).toLocaleDateString("sv-SE", { timeZone: ZONE }).slice(0, 7);

const TIME = { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false };
const DAY = { weekday: "long", day: "2-digit", month: "2-digit", year: "numeric" };
const MOMENT = { hour12: false, day: "2-digit", month: "2-digit", year: "numeric", hour: "2-digit", minute: "2-digit" };
export const time = moment => moments(TIME).format(new Date(moment));
export const day = moment => moments(DAY).format(new Date(moment));
export const moment = at => at == null ? "–" : moments(MOMENT).format(new Date(at));

const PARTS = { H1: ["6 tháng đầu năm", "first half of"], H2: ["6 tháng cuối năm", "second half of"], "9M": ["9 tháng năm", "nine months of"] };

/** Formats a period: 2026, 2026-Q3, 2026-07, 2026-07-01, 2026-07-01T09, 2026-H1, 2026-9M, 2026-W07, 2026-YTD-05-31; in a regime 2026-03@nd-09-2019. */
export function period(written) {
  if (!written) return "";
  const text = written.split("@")[0];
  const vi = state.language === "vi";
  const part = PARTS[text.slice(5)];
  if (part) return `${part[vi ? 0 : 1]} ${text.slice(0, 4)}`;
  const [, ofYear, week, lastMonth, lastDay] = /^(\d{4})-(?:W(\d\d)|YTD-(\d\d)-(\d\d))$/.exec(text) ?? [];
  if (week) return vi ? `Tuần ${Number(week)}/${ofYear}` : `week ${Number(week)} of ${ofYear}`;
  if (lastDay) return vi ? `Năm ${ofYear} đến ngày ${lastDay}/${lastMonth}` : `${ofYear} up to ${lastDay}/${lastMonth}`;
  if (/^\d{4}$/.test(text)) return vi ? `Năm ${text}` : text;
  if (text.includes("Q")) return vi ? `Quý ${text.slice(6)}/${text.slice(0, 4)}` : `Q${text.slice(6)} ${text.slice(0, 4)}`;
  const [date, hour] = text.split("T");
  const [year, month, dayOfMonth] = date.split("-");
  if (hour !== undefined) return `${hour}:00 ${dayOfMonth}/${month}`;
  return dayOfMonth ? `${dayOfMonth}/${month}/${year}` : vi ? `Tháng ${Number(month)}/${year}` : `${month}/${year}`;
}

/** Joins the parts of a heading or a label; one that is empty leaves no separator behind. */
export const joined = (...parts) => parts.filter(Boolean).join(" · ");

const SPANS = [[86_400, "ngày", "d"], [3_600, "giờ", "h"], [60, "phút", "min"], [1, "giây", "s"]];

/** Formats a duration: 45 giây, 3 phút, 2 giờ, 5 ngày. */
export function duration(seconds) {
  if (seconds == null) return "–";
  const [size, vi, en] = SPANS.find(([span]) => seconds >= 2 * span) ?? SPANS.at(-1);
  return `${number(seconds / size, 0)}\u00a0${state.language === "vi" ? vi : en}`;
}

/** Formats a cadence in ISO 8601: PT5M, P1D, P1M. */
export function cadence(text) {
  const parts = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(text ?? "");
  if (!parts) return text ?? "–";
  const [, years, months, days, hours, minutes] = parts;
  if (hours && hours % 24 === 0) return duration(hours * 3_600);
  return years ? `${years} ${t("year")}` : months ? `${months} ${t("month")}` : duration((days ?? 0) * 86_400 + (hours ?? 0) * 3_600 + (minutes ?? 0) * 60);
}
