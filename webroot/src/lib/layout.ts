/** What was typed with the wrong keyboard layout: the same keys in Russian and in English. */

const RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбю";
const ENGLISH = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.";

const OTHER = new Map<string, string>(
  [...RUSSIAN].flatMap((letter, key) => {
    const other = ENGLISH[key] ?? letter;
    return [
      [letter, other],
      [other, letter],
    ];
  }),
);

/** The same keys in the other layout: "пше" is "git", and "ghbdtn" is "привет". Of lower-case letters. */
export const otherLayout = (text: string): string => [...text].map((letter) => OTHER.get(letter) ?? letter).join("");
