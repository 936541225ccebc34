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
  AE: regions(`
    AZ|Abu Dhabi|阿布扎比
    AJ|Ajman|阿治曼
    DU|Dubai|迪拜
    FU|Fujairah|富查伊拉
    RK|Ras Al Khaimah|哈伊马角
    SH|Sharjah|沙迦
    UQ|Umm Al Quwain|乌姆盖万
  `),
  AU: regions(`
    ACT|Australian Capital Territory|澳大利亚首都领地
    NSW|New South Wales|新南威尔士州
    NT|Northern Territory|北领地
    QLD|Queensland|昆士兰州
    SA|South Australia|南澳大利亚州
    TAS|Tasmania|塔斯马尼亚州
    VIC|Victoria|维多利亚州
    WA|Western Australia|西澳大利亚州
  `),
  BR: named(
    "AC Acre, AL Alagoas, AP Amapá, AM Amazonas, BA Bahia, CE Ceará, DF Distrito Federal, ES Espírito Santo, GO Goiás, MA Maranhão, MT Mato Grosso, MS Mato Grosso do Sul, MG Minas Gerais, PA Pará, PB Paraíba, PR Paraná, PE Pernambuco, PI Piauí, RJ Rio de Janeiro, RN Rio Grande do Norte, RS Rio Grande do Sul, RO Rondônia, RR Roraima, SC Santa Catarina, SP São Paulo, SE Sergipe, TO Tocantins",
  ),
  CA: regions(`
    AB|Alberta|艾伯塔省
    BC|British Columbia|不列颠哥伦比亚省
    MB|Manitoba|曼尼托巴省
    NB|New Brunswick|新不伦瑞克省
    NL|Newfoundland and Labrador|纽芬兰与拉布拉多省
    NS|Nova Scotia|新斯科舍省
    NT|Northwest Territories|西北地区
    NU|Nunavut|努纳武特地区
    ON|Ontario|安大略省
    PE|Prince Edward Island|爱德华王子岛省
    QC|Quebec|魁北克省
    SK|Saskatchewan|萨斯喀彻温省
    YT|Yukon|育空地区
  `),
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
  JP: regions(`
    01|Hokkaido|北海道
    02|Aomori|青森
    03|Iwate|岩手
    04|Miyagi|宫城
    05|Akita|秋田
    06|Yamagata|山形
    07|Fukushima|福岛
    08|Ibaraki|茨城
    09|Tochigi|栃木
    10|Gunma|群马
    11|Saitama|埼玉
    12|Chiba|千叶
    13|Tokyo|东京
    14|Kanagawa|神奈川
    15|Niigata|新潟
    16|Toyama|富山
    17|Ishikawa|石川
    18|Fukui|福井
    19|Yamanashi|山梨
    20|Nagano|长野
    21|Gifu|岐阜
    22|Shizuoka|静冈
    23|Aichi|爱知
    24|Mie|三重
    25|Shiga|滋贺
    26|Kyoto|京都
    27|Osaka|大阪
    28|Hyogo|兵库
    29|Nara|奈良
    30|Wakayama|和歌山
    31|Tottori|鸟取
    32|Shimane|岛根
    33|Okayama|冈山
    34|Hiroshima|广岛
    35|Yamaguchi|山口
    36|Tokushima|德岛
    37|Kagawa|香川
    38|Ehime|爱媛
    39|Kochi|高知
    40|Fukuoka|福冈
    41|Saga|佐贺
    42|Nagasaki|长崎
    43|Kumamoto|熊本
    44|Oita|大分
    45|Miyazaki|宫崎
    46|Kagoshima|鹿儿岛
    47|Okinawa|冲绳
  `),
  US: regions(`
    AL|Alabama|亚拉巴马州
    AK|Alaska|阿拉斯加州
    AZ|Arizona|亚利桑那州
    AR|Arkansas|阿肯色州
    CA|California|加利福尼亚州
    CO|Colorado|科罗拉多州
    CT|Connecticut|康涅狄格州
    DE|Delaware|特拉华州
    DC|District of Columbia|哥伦比亚特区
    FL|Florida|佛罗里达州
    GA|Georgia|佐治亚州
    HI|Hawaii|夏威夷州
    ID|Idaho|爱达荷州
    IL|Illinois|伊利诺伊州
    IN|Indiana|印第安纳州
    IA|Iowa|艾奥瓦州
    KS|Kansas|堪萨斯州
    KY|Kentucky|肯塔基州
    LA|Louisiana|路易斯安那州
    ME|Maine|缅因州
    MD|Maryland|马里兰州
    MA|Massachusetts|马萨诸塞州
    MI|Michigan|密歇根州
    MN|Minnesota|明尼苏达州
    MS|Mississippi|密西西比州
    MO|Missouri|密苏里州
    MT|Montana|蒙大拿州
    NE|Nebraska|内布拉斯加州
    NV|Nevada|内华达州
    NH|New Hampshire|新罕布什尔州
    NJ|New Jersey|新泽西州
    NM|New Mexico|新墨西哥州
    NY|New York|纽约州
    NC|North Carolina|北卡罗来纳州
    ND|North Dakota|北达科他州
    OH|Ohio|俄亥俄州
    OK|Oklahoma|俄克拉何马州
    OR|Oregon|俄勒冈州
    PA|Pennsylvania|宾夕法尼亚州
    RI|Rhode Island|罗得岛州
    SC|South Carolina|南卡罗来纳州
    SD|South Dakota|南达科他州
    TN|Tennessee|田纳西州
    TX|Texas|得克萨斯州
    UT|Utah|犹他州
    VT|Vermont|佛蒙特州
    VA|Virginia|弗吉尼亚州
    WA|Washington|华盛顿州
    WV|West Virginia|西弗吉尼亚州
    WI|Wisconsin|威斯康星州
    WY|Wyoming|怀俄明州
    AA|Armed Forces Americas|美洲军区
    AE|Armed Forces Europe|欧洲军区
    AP|Armed Forces Pacific|太平洋军区
    AS|American Samoa|美属萨摩亚
    GU|Guam|关岛
    MP|Northern Mariana Islands|北马里亚纳群岛
    PR|Puerto Rico|波多黎各
    VI|U.S. Virgin Islands|美属维尔京群岛
  `),
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
