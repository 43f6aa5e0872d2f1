#include "searcher/index/dictionary.h"

#include <algorithm>
#include <string_view>

#include "searcher/text/analyzer.h"

namespace dssearch {
namespace {

// Short prefixes have the most terms, and there are few such prefixes.
constexpr std::size_t kCachedPrefixBytes = 4;

bool IsMoreFrequent(const TermDocFreq& a, const TermDocFreq& b) {
  return a.first != b.first ? a.first > b.first : a.second < b.second;
}

}  // namespace

std::size_t Completions::bytes() const {
  std::size_t bytes = terms.capacity() * sizeof terms[0];
  for (const auto& [doc_freq, term] : terms) bytes += term.capacity();
  return bytes;
}

std::shared_ptr<const Completions> TermsWithPrefix(const std::string& prefix,
                                                   const IndexReader& reader) {
  if (auto cached = reader.cache().Get<Completions>(prefix)) return cached;
  auto completions = std::make_shared<Completions>();
  std::vector<TermDocFreq>& terms = completions->terms;
  for (auto it = reader.Terms(prefix); !it->AtEnd(); it->Next())
    terms.emplace_back(it->doc_freq(), it->term());
  completions->total = terms.size();
  const std::size_t most = std::min(terms.size(), kMaxCompletions);
  std::partial_sort(terms.begin(), terms.begin() + static_cast<std::ptrdiff_t>(most), terms.end(),
                    IsMoreFrequent);
  terms.resize(most);
  terms.shrink_to_fit();
  if (prefix.size() <= kCachedPrefixBytes) reader.cache().Put<Completions>(prefix, completions);
  return completions;
}

std::shared_ptr<const std::vector<TermDocFreq>> TermsWithInitial(char letter,
                                                                 const IndexReader& reader) {
  using Words = std::vector<TermDocFreq>;
  const std::string initial(1, letter);
  return reader.snapshot().Column<Words>("words of " + initial, [&] {
    auto words = std::make_shared<Words>();
    for (auto it = reader.Terms(initial); !it->AtEnd(); it->Next())
      if (text::IsEnglish(it->term())) words->emplace_back(it->doc_freq(), it->term());
    words->shrink_to_fit();
    std::sort(words->begin(), words->end(), IsMoreFrequent);
    return words;
  });
}

std::size_t LexiconEntries::bytes() const {
  std::size_t bytes = entries.capacity() * sizeof entries[0];
  for (const format::LexiconEntry& entry : entries) {
    bytes += entry.key.capacity() + entry.term.capacity() +
             entry.translations.capacity() * sizeof entry.translations[0];
    for (const format::Translation& one : entry.translations) bytes += one.text.capacity();
  }
  return bytes;
}

std::shared_ptr<const LexiconEntries> LexiconEntriesOf(const std::string& first_token,
                                                       const IndexReader& reader) {
  if (auto cached = reader.cache().Get<LexiconEntries>(first_token)) return cached;
  auto entries = std::make_shared<LexiconEntries>(
      LexiconEntries{format::DecodeEntries(reader.MetadataOf(format::LexiconKey(first_token)))});
  reader.cache().Put<LexiconEntries>(first_token, entries);
  return entries;
}

}  // namespace dssearch
