#pragma once

#include <string_view>

#include "indexer/lexicon/parallel_text.h"

namespace dssearch::indexer {

/// Whether terms may begin or end with a Chinese word: not with 的, 用 or 我们, and with 提出 or 不
/// at one side only. 用户 is another word than 用.
Edge EdgeOfChinese(std::string_view word);

/// Whether a character is the end of the word before it: 性.
bool IsSuffix(std::string_view character);

/// Whether a character that EdgeOfChinese() takes for a function word may as well be a part of a
/// word with the character beside it: the 用 of 调用, the 取 of 取证.
bool MayBePartOfWord(std::string_view character);

/// Whether no term begins or ends with a folded English word: a stop word, or another word that
/// belongs to the sentence and not to what it is about (via, however, et al.), or to the address of
/// a page (http).
bool IsEnglishFunctionWord(std::string_view word);

/// Whether an English term, folded words with blanks between, is the name of a Chinese person or a
/// surname: "yang", "li fei fei", "zhang xuecheng". `zh` is what it is called in Chinese, which
/// tells surnames that are English words from these: "song jiang" is a name if it is called 宋江.
bool IsRomanizedName(std::string_view words, std::string_view zh);

}  // namespace dssearch::indexer
