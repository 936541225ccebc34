import type { Text } from "../text/template.ts";

/** A state, province or prefecture: the second half of its ISO 3166-2 code. */
export interface Region {
  readonly code: string;
  readonly name: Text;
}

/** One per line: code, English name, and behind a bar the Chinese one where it differs. */
const regions = (table: string): readonly Region[] =>
  table
    .trim()
    .split("\n")
    .map((row) => {
      const [code = "", en = "", zh = en] = row.trim().split("|");
      return { code, name: { en, zh } };
    });

/** One text of `code name` pairs separated by commas; the name serves both languages. */
const named = (table: string): readonly Region[] =>
  regions(
    table
      .split(",")
      .map((pair) => pair.trim().replace(" ", "|"))
      .join("\n"),
  );

/** Countries whose addresses name one of a closed list. */
export const REGIONS: Readonly<Record<string, readonly Region[]>> = {
  AE: named("AZ Abu Dhabi, AJ Ajman, DU Dubai, FU Fujairah, RK Ras Al Khaimah, SH Sharjah, UQ Umm Al Quwain"),
  AU: named(
    "ACT Australian Capital Territory, NSW New South Wales, NT Northern Territory, QLD Queensland, SA South Australia, TAS Tasmania, VIC Victoria, WA Western Australia",
  ),
  BR: named(
    "AC Acre, AL Alagoas, AP Amapá, AM Amazonas, BA Bahia, CE Ceará, DF Distrito Federal, ES Espírito Santo, GO Goiás, MA Maranhão, MT Mato Grosso, MS Mato Grosso do Sul, MG Minas Gerais, PA Pará, PB Paraíba, PR Paraná, PE Pernambuco, PI Piauí, RJ Rio de Janeiro, RN Rio Grande do Norte, RS Rio Grande do Sul, RO Rondônia, RR Roraima, SC Santa Catarina, SP São Paulo, SE Sergipe, TO Tocantins",
  ),
  CA: named(
    "AB Alberta, BC British Columbia, MB Manitoba, NB New Brunswick, NL Newfoundland and Labrador, NS Nova Scotia, NT Northwest Territories, NU Nunavut, ON Ontario, PE Prince Edward Island, QC Quebec, SK Saskatchewan, YT Yukon",
  ),
  CN: regions(`
    AH|Anhui|安徽
    BJ|Beijing|北京
    CQ|Chongqing|重庆
    FJ|Fujian|福建
    GS|Gansu|甘肃
    GD|Guangdong|广东
    GX|Guangxi|广西
    GZ|Guizhou|贵州
    HI|Hainan|海南
    HE|Hebei|河北
    HL|Heilongjiang|黑龙江
    HA|Henan|河南
    HB|Hubei|湖北
    HN|Hunan|湖南
    JS|Jiangsu|江苏
    JX|Jiangxi|江西
    JL|Jilin|吉林
    LN|Liaoning|辽宁
    NM|Inner Mongolia|内蒙古
    NX|Ningxia|宁夏
    QH|Qinghai|青海
    SN|Shaanxi|陕西
    SD|Shandong|山东
    SH|Shanghai|上海
    SX|Shanxi|山西
    SC|Sichuan|四川
    TJ|Tianjin|天津
    XJ|Xinjiang|新疆
    XZ|Tibet|西藏
    YN|Yunnan|云南
    ZJ|Zhejiang|浙江
  `),
  IN: named(
    "AN Andaman and Nicobar Islands, AP Andhra Pradesh, AR Arunachal Pradesh, AS Assam, BR Bihar, CH Chandigarh, CG Chhattisgarh, DH Dadra and Nagar Haveli and Daman and Diu, DL Delhi, GA Goa, GJ Gujarat, HR Haryana, HP Himachal Pradesh, JK Jammu and Kashmir, JH Jharkhand, KA Karnataka, KL Kerala, LA Ladakh, LD Lakshadweep, MP Madhya Pradesh, MH Maharashtra, MN Manipur, ML Meghalaya, MZ Mizoram, NL Nagaland, OD Odisha, PY Puducherry, PB Punjab, RJ Rajasthan, SK Sikkim, TN Tamil Nadu, TS Telangana, TR Tripura, UP Uttar Pradesh, UK Uttarakhand, WB West Bengal",
  ),
  JP: named(
    "01 Hokkaido, 02 Aomori, 03 Iwate, 04 Miyagi, 05 Akita, 06 Yamagata, 07 Fukushima, 08 Ibaraki, 09 Tochigi, 10 Gunma, 11 Saitama, 12 Chiba, 13 Tokyo, 14 Kanagawa, 15 Niigata, 16 Toyama, 17 Ishikawa, 18 Fukui, 19 Yamanashi, 20 Nagano, 21 Gifu, 22 Shizuoka, 23 Aichi, 24 Mie, 25 Shiga, 26 Kyoto, 27 Osaka, 28 Hyogo, 29 Nara, 30 Wakayama, 31 Tottori, 32 Shimane, 33 Okayama, 34 Hiroshima, 35 Yamaguchi, 36 Tokushima, 37 Kagawa, 38 Ehime, 39 Kochi, 40 Fukuoka, 41 Saga, 42 Nagasaki, 43 Kumamoto, 44 Oita, 45 Miyazaki, 46 Kagoshima, 47 Okinawa",
  ),
  US: named(
    "AL Alabama, AK Alaska, AZ Arizona, AR Arkansas, CA California, CO Colorado, CT Connecticut, DE Delaware, DC District of Columbia, FL Florida, GA Georgia, HI Hawaii, ID Idaho, IL Illinois, IN Indiana, IA Iowa, KS Kansas, KY Kentucky, LA Louisiana, ME Maine, MD Maryland, MA Massachusetts, MI Michigan, MN Minnesota, MS Mississippi, MO Missouri, MT Montana, NE Nebraska, NV Nevada, NH New Hampshire, NJ New Jersey, NM New Mexico, NY New York, NC North Carolina, ND North Dakota, OH Ohio, OK Oklahoma, OR Oregon, PA Pennsylvania, RI Rhode Island, SC South Carolina, SD South Dakota, TN Tennessee, TX Texas, UT Utah, VT Vermont, VA Virginia, WA Washington, WV West Virginia, WI Wisconsin, WY Wyoming, AA Armed Forces Americas, AE Armed Forces Europe, AP Armed Forces Pacific, AS American Samoa, GU Guam, MP Northern Mariana Islands, PR Puerto Rico, VI U.S. Virgin Islands",
  ),
};

/** The regions to choose from; none where an address needs no region. */
export const regionsOf = (country: string): readonly Region[] =>
  Object.hasOwn(REGIONS, country) ? (REGIONS[country] ?? []) : [];

/** The region that a code or name means, in whatever case; null where the country has none like it. */
export function findRegion(country: string, text: string): Region | null {
  const wanted = text.trim().toLowerCase();
  return (
    regionsOf(country).find(({ code, name }) =>
      [code, name.en, name.zh].some((each) => each.toLowerCase() === wanted),
    ) ?? null
  );
}
