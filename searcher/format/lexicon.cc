#include "searcher/format/lexicon.h"

#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace dssearch::format {
namespace {

// Strengths are stored in thousandths.
constexpr double kThousandths = 1000;

bool ReadNumber(std::string_view text, std::uint32_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

}  // namespace

std::string LexiconKey(std::string_view key) {
  // A key of Xapian's metadata holds some 245 bytes, a lexicon token at most 64.
  return std::string(kLexiconPrefix).append(key.substr(0, key.find(' ')));
}

std::string EncodeEntries(const std::vector<LexiconEntry>& entries) {
  std::string text;
  for (const LexiconEntry& entry : entries)
    for (const Translation& one : entry.translations)
      text += entry.key + '\t' + entry.term + '\t' + one.text + '\t' +
              std::to_string(std::lround(one.strength * kThousandths)) + '\t' +
              std::to_string(one.papers) + '\t' + static_cast<char>(one.origin) + '\n';
  return text;
}

std::vector<LexiconEntry> ReadLexicon(const Xapian::Database& database) {
  std::vector<LexiconEntry> all;
  const std::string prefix(kLexiconPrefix);
  for (auto it = database.metadata_keys_begin(prefix); it != database.metadata_keys_end(prefix);
       ++it)
    for (LexiconEntry& entry : DecodeEntries(database.get_metadata(*it)))
      all.push_back(std::move(entry));
  return all;
}

std::vector<LexiconEntry> DecodeEntries(std::string_view text) {
  std::vector<LexiconEntry> entries;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    std::array<std::string_view, 6> fields;
    std::size_t count = 0;
    for (; count < fields.size(); ++count) {
      const std::size_t tab = line.find('\t');
      fields[count] = line.substr(0, tab);
      if (tab == std::string_view::npos) break;
      line.remove_prefix(tab + 1);
    }
    std::uint32_t strength = 0;
    std::uint32_t papers = 0;
    if (count != 5 || fields[0].empty() || fields[5].size() != 1 ||
        !ReadNumber(fields[3], strength) || !ReadNumber(fields[4], papers))
      continue;
    if (entries.empty() || entries.back().key != fields[0])
      entries.push_back({std::string(fields[0]), std::string(fields[1]), {}});
    entries.back().translations.push_back({std::string(fields[2]), strength / kThousandths, papers,
                                           static_cast<Origin>(fields[5].front())});
  }
  return entries;
}

}  // namespace dssearch::format
