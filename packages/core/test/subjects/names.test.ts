import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  fullNameOf,
  holderOf,
  matchNames,
  matchWholeNames,
  type NameMatch,
  nameWarnings,
  skeletonOf,
} from "../../src/subjects/index.ts";

const name = (given: string, family: string) => ({ given, family });

/** Given, proven, and what a clerk would say who reads both scripts. */
const CASES: readonly (readonly [string, [string, string], [string, string], NameMatch])[] = [
  // Latin
  ["capitals, as documents print", ["Ada", "Lovelace"], ["ADA", "LOVELACE"], "same"],
  ["spacing and a trailing blank", ["  Ada ", "Love  lace"], ["ADA", "LOVE LACE"], "same"],
  ["a form of address", ["Dr. Ada", "Lovelace"], ["Ada", "Lovelace"], "same"],
  ["two forms of address", ["Prof. Dr. Ada", "Lovelace"], ["Ada", "Lovelace"], "same"],
  ["an accent that the document lacks", ["José", "Núñez"], ["JOSE", "NUNEZ"], "same"],
  ["an umlaut spelt out", ["Jürgen", "Müller"], ["JUERGEN", "MUELLER"], "same"],
  ["an umlaut left plain", ["Jürgen", "Müller"], ["JURGEN", "MULLER"], "same"],
  ["a sharp s", ["Hans", "Weiß"], ["HANS", "WEISS"], "same"],
  ["a Polish l and a Danish o", ["Łukasz", "Sørensen"], ["LUKASZ", "SORENSEN"], "same"],
  ["a Turkish dotless and a dotted i", ["Işıl", "İnan"], ["ISIL", "INAN"], "same"],
  ["a hyphen or a blank", ["Jean-Luc", "Picard"], ["JEAN LUC", "PICARD"], "same"],
  ["two kinds of apostrophe", ["Sinead", "O’Connor"], ["SINEAD", "O'CONNOR"], "same"],
  ["full-width letters of a Japanese keyboard", ["Ａｄａ", "Ｌｏｖｅｌａｃｅ"], ["Ada", "Lovelace"], "same"],
  ["the parts in each other's field", ["Lovelace", "Ada"], ["Ada", "Lovelace"], "reordered"],
  ["a second given name left away", ["Anna", "Schmidt"], ["Anna Maria", "Schmidt"], "shortened"],
  ["a given name left away altogether", ["", "Schmidt"], ["Anna", "Schmidt"], "different"],
  ["half of a double family name", ["Anna", "Schmidt"], ["Anna", "Schmidt Vogel"], "different"],
  ["a name the document does not have", ["Anna Maria", "Schmidt"], ["Anna", "Schmidt"], "different"],
  ["a sister", ["Anne", "Schmidt"], ["Anna", "Schmidt"], "different"],
  ["another person", ["Ada", "Lovelace"], ["Grace", "Hopper"], "different"],
  ["nothing at all", ["", ""], ["Ada", "Lovelace"], "different"],
  // Combining marks
  ["an accent as a mark of its own", ["Jose\u0301", "Nu\u0301n\u0303ez"], ["José", "Núñez"], "same"],
  ["Vietnamese, marks on marks", ["Văn Đức", "Nguyễn"], ["VAN DUC", "NGUYEN"], "same"],
  ["Hindi: a vowel sign is a letter", ["कमल", "शर्मा"], ["कमला", "शर्मा"], "different"],
  ["Japanese: a voiced sound is another", ["ハト", "タナカ"], ["バト", "タナカ"], "different"],
  // Chinese, Japanese, Korean
  ["Chinese in two fields", ["伟", "王"], ["伟", "王"], "same"],
  ["Chinese in one field", ["", "王伟"], ["伟", "王"], "same"],
  ["Chinese with a form of address", ["伟先生", "王"], ["伟", "王"], "same"],
  ["Chinese with the fields turned", ["王", "伟"], ["伟", "王"], "reordered"],
  ["Chinese, a radical that looks like the character", ["⽟", "王"], ["玉", "王"], "same"],
  ["Chinese, one stroke is another name", ["玉", "王"], ["王", "王"], "different"],
  ["Chinese with a blank", ["小 明", "李"], ["小明", "李"], "same"],
  ["half-width katakana", ["ﾊﾅｺ", "ﾔﾏﾀﾞ"], ["ハナコ", "ヤマダ"], "same"],
  ["Hangul taken apart", ["민준".normalize("NFD"), "김"], ["민준", "김"], "same"],
  // Arabic
  ["Arabic with vowel signs", ["مُحَمَّد", "علي"], ["محمد", "علي"], "same"],
  ["Arabic with a tatweel", ["محـــمد", "علي"], ["محمد", "علي"], "same"],
  ["Arabic, alef with and without hamza", ["أحمد", "سالم"], ["احمد", "سالم"], "same"],
  ["Persian yeh and kaf", ["علی", "اکبر"], ["علي", "اكبر"], "same"],
  ["Arabic, another name", ["محمود", "علي"], ["محمد", "علي"], "different"],
  // Cyrillic
  ["Russian io written as ie", ["Артём", "Фёдоров"], ["АРТЕМ", "ФЕДОРОВ"], "same"],
  ["Russian with a patronymic", ["Анна", "Иванова"], ["Анна Петровна", "Иванова"], "shortened"],
  ["Greek, the sigma at the end", ["Νίκος", "Παππάς"], ["ΝΙΚΟΣ", "ΠΑΠΠΑΣ"], "same"],
  // Look-alikes
  ["Cyrillic letters in a Latin name", ["Аdа", "Lоvеlасе"], ["Ada", "Lovelace"], "look_alike"],
  ["a whole word in Cyrillic", ["Аnnа", "Роре"], ["Anna", "Pope"], "look_alike"],
  ["a capital i for an l", ["AIice", "Miller"], ["Alice", "Miller"], "look_alike"],
  ["r and n for an m", ["Torn", "Baker"], ["Tom", "Baker"], "look_alike"],
  ["a Greek omicron", ["Jοhn", "Baker"], ["John", "Baker"], "look_alike"],
];

describe("names in any script", () => {
  it.each(CASES)("%s", (_, given, proven, match) => {
    expect(matchNames(name(...given), name(...proven))).toBe(match);
  });

  it("says the same whichever side a difference of spelling stands on", () => {
    for (const [, given, proven, match] of CASES)
      if (match === "same" || match === "reordered" || match === "look_alike" || match === "different") {
        const turned = matchNames(name(...proven), name(...given));
        // What one side is short of, the other has too much of.
        expect(turned === match || (match === "different" && turned === "shortened")).toBe(true);
      }
  });

  it("finds every name the same as itself, and never by chance another", () => {
    const word = fc.string({ minLength: 1, maxLength: 12, unit: "grapheme" });
    fc.assert(
      fc.property(word, word, (given, family) => {
        fc.pre(/\p{L}/u.test(given) && /\p{L}/u.test(family));
        expect(matchNames({ given, family }, { given, family })).toBe("same");
        expect(matchNames({ given, family }, { given: `${given}zq`, family: `qz${family}` })).not.toBe(
          "same",
        );
      }),
    );
  });

  it("threat 23: warns of a word of two alphabets and of heaped marks, and of no honest name", () => {
    expect(nameWarnings("Lоvelace")).toEqual(["mixed_scripts"]);
    expect(nameWarnings("Z\u0301\u0302\u0303a")).toEqual(["stacked_marks"]);
    for (const honest of [
      "Ada Lovelace",
      "Артём Фёдоров",
      "王伟",
      "محمد علي",
      "Nguyễn Văn Đức",
      "山田ハナコ",
      "Анна Smith",
    ])
      expect(nameWarnings(honest)).toEqual([]);
  });

  it("shows a name as its script has it: family first without spaces", () => {
    expect(fullNameOf(name("伟", "王"))).toBe("王伟");
    expect(fullNameOf(name("Ada", "Lovelace"))).toBe("Ada Lovelace");
    expect(fullNameOf(name("", "Sukarno"))).toBe("Sukarno");
  });

  it("compares an organisation's name whole", () => {
    expect(matchWholeNames("Acme, Inc.", "ACME INC")).toBe("same");
    expect(matchWholeNames("Асmе Inc", "Acme Inc")).toBe("look_alike");
    expect(matchWholeNames("Acme Ltd", "Acme Inc")).toBe("different");
  });

  it("gives look-alikes one skeleton", () => {
    // Cyrillic р, а, у, then Latin: taken for paypal.
    expect(skeletonOf("рауpal")).toBe(skeletonOf("paypal"));
    expect(skeletonOf("paypa1")).toBe(skeletonOf("paypal"));
    expect(skeletonOf("paypal")).not.toBe(skeletonOf("paypai"));
  });
});

describe("the holder of an account (C2.1)", () => {
  it("C2.1: what is verified wins over what the account says of itself, and the difference is told", () => {
    expect(holderOf({ profileName: "Ada's Machines", verifiedName: "Ada Lovelace" })).toEqual({
      name: "Ada Lovelace",
      basis: "verified",
      profileDiffers: true,
      warnings: [],
    });
    expect(holderOf({ profileName: "ADA LOVELACE", verifiedName: "Ada Lovelace" })).toMatchObject({
      profileDiffers: false,
    });
  });

  it("C2.1: without anything verified the account's own information is judged by", () => {
    expect(holderOf({ profileName: "Ada's Machines", verifiedName: null })).toMatchObject({
      name: "Ada's Machines",
      basis: "profile",
      profileDiffers: false,
    });
  });

  it("threat 23: a profile that only looks like the verified name is shown as such", () => {
    expect(holderOf({ profileName: "Аdа Lоvelace", verifiedName: "Ada Lovelace" })).toMatchObject({
      name: "Ada Lovelace",
      profileDiffers: true,
      warnings: ["look_alike"],
    });
  });
});
