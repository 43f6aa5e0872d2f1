#include "searcher/present/author_snippets.h"

#include <algorithm>
#include <string_view>

#include "searcher/text/code_points.h"

namespace dssearch {
namespace {

// The words of a name, folded; Chinese characters are words of their own.
std::vector<std::string> WordsOfName(std::string_view name, text::Analyzer& analyzer) {
  const text::Analysis analysis = analyzer.Analyze(name);
  std::vector<std::string> words;
  for (const text::Token& token : analysis.tokens())
    if (token.kind == text::TokenKind::kSubword || token.kind == text::TokenKind::kCharacter)
      words.emplace_back(analysis.Text(token));
  return words;
}

// Whether two words of names may be the same, one of them perhaps an initial.
bool MayBeSame(std::string_view a, std::string_view b) {
  return a == b || ((text::IsSingle(a) || text::IsSingle(b)) &&
                    a.substr(0, text::FirstSize(a)) == b.substr(0, text::FirstSize(b)));
}

bool HasName(const std::vector<std::string>& author, const std::vector<std::string>& name) {
  if (name.empty()) return false;
  if (text::StartsUnspaced(name.front()))
    return std::search(author.begin(), author.end(), name.begin(), name.end()) != author.end();
  bool any_in_full = false;  // Initials alone are too little, unless there are no other names.
  bool all_initials = true;
  for (const std::string& word : name) {
    const bool in_full = std::find(author.begin(), author.end(), word) != author.end();
    if (!in_full && std::none_of(author.begin(), author.end(), [&word](const std::string& other) {
          return MayBeSame(word, other);
        }))
      return false;
    all_initials = all_initials && text::IsSingle(word);
    any_in_full = any_in_full || (in_full && !text::IsSingle(word));
  }
  return any_in_full || all_initials;
}

}  // namespace

std::vector<Snippet> AuthorSnippets(const Paper& paper, const std::vector<std::string>& names,
                                    text::Analyzer& analyzer) {
  std::vector<Snippet> snippets;
  if (names.empty()) return snippets;
  std::vector<std::vector<std::string>> wanted;
  wanted.reserve(names.size());
  for (const std::string& name : names) wanted.push_back(WordsOfName(name, analyzer));
  for (const std::string& author : paper.authors) {
    const std::vector<std::string> words = WordsOfName(author, analyzer);
    if (std::any_of(wanted.begin(), wanted.end(),
                    [&words](const auto& name) { return HasName(words, name); }))
      snippets.push_back({"author", author, {{0, author.size()}}});
  }
  return snippets;
}

}  // namespace dssearch
