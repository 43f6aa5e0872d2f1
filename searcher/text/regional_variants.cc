#include "searcher/text/regional_variants.h"

#include <algorithm>
#include <span>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "searcher/text/regional_terms.h"

namespace dssearch::text {
namespace {

// The longest term of the tables.
constexpr std::size_t kMaxCharacters = 12;

// The most variants in one direction: a term may have several names.
constexpr std::size_t kMaxVariants = 3;

using Names = std::unordered_map<std::string_view, std::vector<std::string_view>>;

struct Table {
  Table() {
    for (const std::span<const RegionalTerm> terms : {ScienceTerms(), OpenCcTerms()}) {
      for (const auto& [mainland, taiwan] : terms) {
        to_taiwan[mainland].push_back(taiwan);
        to_mainland[taiwan].push_back(mainland);
      }
    }
    for (const auto& [mainland, taiwan] : SharedTerms()) {
      std::vector<std::string_view>& names = to_mainland[taiwan];
      if (names.empty() || names.front() != taiwan) names.insert(names.begin(), taiwan);
      if (std::find(names.begin(), names.end(), mainland) == names.end()) names.push_back(mainland);
    }
  }
  Names to_taiwan;
  Names to_mainland;
};

// A run, and where its words begin and end.
struct Run {
  std::string text;
  std::vector<std::size_t> ends;  // Where its characters end.
  std::vector<bool> is_boundary;  // Whether a word ends behind the character.
};

Run RunOf(const Analysis& analysis, const Segment& run) {
  Run out;
  std::uint32_t word_end = 0;
  for (std::size_t i = run.begin; i < run.end; ++i) {
    const Token& token = analysis.tokens()[i];
    if (token.kind == TokenKind::kWord) word_end = token.position + token.position_length;
    if (token.kind != TokenKind::kCharacter) continue;
    out.text += analysis.Text(token);
    out.ends.push_back(out.text.size());
    out.is_boundary.push_back(token.position + 1 >= word_end);
  }
  return out;
}

// Replaces every term of `names` in a run, the longest match first, by its `n`-th name, or its last
// one. A term of `others`, which has its name there already, stays: 演算法 is no 演演算法. Sets
// `is_last` to whether no term has another name.
std::string Replaced(const Run& run, const Names& names, const Names& others, std::size_t n,
                     bool& is_last) {
  std::string out;
  is_last = true;
  for (std::size_t k = 0; k < run.ends.size();) {
    const std::size_t begin = k == 0 ? 0 : run.ends[k - 1];
    std::size_t taken = k;
    std::string_view text = std::string_view(run.text).substr(begin, run.ends[k] - begin);
    const bool starts = k == 0 || run.is_boundary[k - 1];
    for (std::size_t last = std::min(k + kMaxCharacters, run.ends.size()) - 1; starts && last > k;
         --last) {
      if (!run.is_boundary[last]) continue;
      const std::string_view term =
          std::string_view(run.text).substr(begin, run.ends[last] - begin);
      const auto found = names.find(term);
      if (found == names.end() && !others.contains(term)) continue;
      taken = last;
      text = term;
      if (found != names.end()) {
        is_last &= n + 1 >= found->second.size();
        text = found->second[std::min(n, found->second.size() - 1)];
      }
      break;
    }
    out += text;
    k = taken + 1;
  }
  return out;
}

const Table& NameTable() {
  static const Table kTable;
  return kTable;
}

// Adds the variants of a run with terms of `names` replaced.
void AddVariants(const Run& run, const Names& names, const Names& others,
                 std::vector<std::string>& variants) {
  bool is_last = false;
  for (std::size_t n = 0; n < kMaxVariants && !is_last; ++n)
    if (std::string variant = Replaced(run, names, others, n, is_last); variant != run.text)
      variants.push_back(std::move(variant));
}

}  // namespace

std::vector<std::string> RegionalVariants(const Analysis& analysis, const Segment& run) {
  std::vector<std::string> variants = TaiwanVariants(analysis, run);
  AddVariants(RunOf(analysis, run), NameTable().to_mainland, NameTable().to_taiwan, variants);
  return variants;
}

std::vector<std::string> TaiwanVariants(const Analysis& analysis, const Segment& run) {
  std::vector<std::string> variants;
  AddVariants(RunOf(analysis, run), NameTable().to_taiwan, NameTable().to_mainland, variants);
  return variants;
}

}  // namespace dssearch::text
