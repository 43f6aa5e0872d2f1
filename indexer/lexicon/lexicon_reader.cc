#include "indexer/lexicon/lexicon_reader.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>
#include <utility>

#include "dssearch/error.h"
#include "searcher/text/analyzer.h"
#include "searcher/text/code_points.h"
#include "searcher/text/decoder.h"
#include "searcher/text/lexicon_tokens.h"
#include "searcher/text/regional_variants.h"
#include "searcher/text/segments.h"

namespace dssearch::indexer {

extern const std::string_view kSeedLexicon;  // In seed_lexicon.cc.in.

namespace {

using format::LexiconEntry;
using format::Origin;

constexpr const char* kHint =
    "a line is Chinese, a tab, English, and perhaps a tab and an abbreviation";

// Users know what a term means in their collection. The seed was written for all collections, and
// may not be what is meant in this one.
constexpr double kUserStrength = 1;
constexpr double kSeedStrength = 0.9;

// The strength of an abbreviation beside that of its term: it may stand for other things, too.
constexpr double kAbbreviationFactor = 0.8;

// What a Chinese term is called in Taiwan or Hong Kong.
std::vector<std::string> NamesInTaiwan(const std::string& zh, text::Analyzer& analyzer) {
  const text::Analysis analysis = analyzer.Analyze(zh);
  const std::vector<text::Segment> segments = text::SegmentsOf(analysis);
  if (segments.size() != 1 || !segments.front().is_run) return {};
  return text::TaiwanVariants(analysis, segments.front());
}

}  // namespace

std::vector<LexiconEntry> ReadLexicon(const std::string& file, const std::string& text,
                                      Origin origin) {
  text::Analyzer analyzer;
  std::vector<LexiconEntry> entries;
  const double strength = origin == Origin::kUser ? kUserStrength : kSeedStrength;
  const auto add = [&](const std::string& term, const std::string& translation,
                       double its_strength) {
    entries.push_back(
        {text::LexiconKeyOf(term, analyzer), term, {{translation, its_strength, 0, origin}}});
  };
  std::size_t number = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string line = text.substr(begin, end - begin);
    begin = end + 1;
    ++number;
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty() || line.front() == '#') continue;
    const std::size_t first = line.find('\t');
    const std::size_t second = first == std::string::npos ? first : line.find('\t', first + 1);
    const std::string zh = line.substr(0, first);
    const std::string en =
        first == std::string::npos ? "" : line.substr(first + 1, second - first - 1);
    const std::string abbreviation = second == std::string::npos ? "" : line.substr(second + 1);
    const auto has_tokens = [&](const std::string& term) {
      return !text::LexiconKeyOf(term, analyzer).empty();
    };
    if (!text::IsValid(line) || !has_tokens(zh) || !has_tokens(en) ||
        (!abbreviation.empty() && !has_tokens(abbreviation)) ||
        abbreviation.find('\t') != std::string::npos)
      throw Error(ErrorCode::kIo,
                  file + ':' + std::to_string(number) + ": this is no pair of terms", kHint);
    const std::vector<std::string> elsewhere = NamesInTaiwan(zh, analyzer);
    add(zh, en, strength);
    for (const std::string& name : elsewhere) add(name, en, strength);
    add(en, zh, strength);
    if (abbreviation.empty()) continue;
    add(zh, abbreviation, strength * kAbbreviationFactor);
    for (const std::string& name : elsewhere)
      add(name, abbreviation, strength * kAbbreviationFactor);
    add(abbreviation, zh, strength * kAbbreviationFactor);
    add(en, abbreviation, strength * kAbbreviationFactor);
    add(abbreviation, en, strength * kAbbreviationFactor);
  }
  return entries;
}

std::vector<LexiconEntry> ReadLexiconFile(const std::string& file) {
  if (std::filesystem::is_directory(file))
    throw Error(ErrorCode::kIo, "'" + file + "' is a folder", "name a file of pairs");
  std::ifstream in(file, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (!in) throw Error(ErrorCode::kIo, "cannot read '" + file + "'", "check the path");
  std::string text;
  text::Decoder().Decode(bytes, true, text);
  return ReadLexicon(file, text, Origin::kUser);
}

std::vector<LexiconEntry> SeedLexicon() {
  return ReadLexicon("corpus/lexicon.tsv", std::string(kSeedLexicon), Origin::kSeed);
}

}  // namespace dssearch::indexer
