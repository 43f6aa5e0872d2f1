#include "searcher/format/stem_forms.h"

#include <algorithm>

#include "searcher/format/schema.h"

namespace dssearch::format {
namespace {

constexpr char kSeparator = ' ';

constexpr const char* kKey = "stem ";

std::string KeyOf(std::string_view stem) { return std::string(kKey).append(stem); }

// The recorded words of a stem, and the stem itself, which mostly is a word. A stem that is its
// only word is not recorded, which most stems are.
std::vector<std::string> WordsOf(std::string_view stem, const Xapian::Database& database) {
  std::vector<std::string> words{std::string(stem)};
  std::string noted = database.get_metadata(KeyOf(stem));
  for (std::size_t begin = 0; begin < noted.size();) {
    const std::size_t end = std::min(noted.find(kSeparator, begin), noted.size());
    words.push_back(noted.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

}  // namespace

std::vector<std::string> FormsOf(std::string_view stem_term, const Xapian::Database& database) {
  const ReadableTerm read = ReadTerm(stem_term);
  std::vector<std::string> terms = WordsOf(read.text, database);
  for (std::string& term : terms) term = SurfaceTerm(*read.field, term);
  return terms;
}

void ForEachStem(const Xapian::Database& database,
                 const std::function<void(const std::string&)>& visit) {
  for (auto it = database.metadata_keys_begin(kKey); it != database.metadata_keys_end(kKey); ++it)
    visit((*it).substr(std::string_view(kKey).size()));
}

std::pair<std::string, std::string> FormsEntry(std::string_view stem,
                                               std::vector<std::string> words) {
  std::sort(words.begin(), words.end());
  std::string noted;
  for (const std::string& word : words)
    if (word != stem) noted.append(noted.empty() ? 0 : 1, kSeparator).append(word);
  return {KeyOf(stem), noted};
}

}  // namespace dssearch::format
