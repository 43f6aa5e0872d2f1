#include "indexer/seen_papers.h"

#include <algorithm>
#include <cstdint>

#include "searcher/format/record.h"

namespace dssearch::indexer {
namespace {

// One hash of two; XXH3 has made them, so that each bit is as good as any other.
std::uint64_t Mixed(std::uint64_t one, std::uint64_t other) {
  constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15;
  return one + other * kOdd + kOdd;
}

std::uint64_t TitleHash(std::string_view id, std::string_view title) {
  return Mixed(format::IdHash(id), format::IdHash(title));
}

std::uint64_t DetailHash(const Work& work, std::size_t i, std::string_view detail) {
  return Mixed(work.hash + i, detail.empty() ? 1 : format::IdHash(detail));
}

}  // namespace

bool SeenPapers::HasId(std::string_view id) const { return titles_.Has(format::IdHash(id)); }

bool SeenPapers::HasTitle(std::string_view id, std::string_view title) const {
  return titles_.Has(TitleHash(id, title));
}

void SeenPapers::AddTitle(std::string_view id, std::string_view title) {
  titles_.Add(format::IdHash(id));
  titles_.Add(TitleHash(id, title));
}

bool SeenPapers::HasPaper(const Work& work, const std::vector<SharedIdentifier>& shared) const {
  if (std::any_of(shared.begin(), shared.end(),
                  [this](const SharedIdentifier& one) { return works_.Has(one.hash); }))
    return true;
  if (work.hash == 0 || !works_.Has(work.hash)) return false;
  // A detail is the same, or one of the two has none.
  for (std::size_t i = 0; i < work.details.size(); ++i)
    if (!work.details[i].empty() && !works_.Has(DetailHash(work, i, "")) &&
        !works_.Has(DetailHash(work, i, work.details[i])))
      return false;
  return true;
}

void SeenPapers::AddPaper(const Work& work, const std::vector<SharedIdentifier>& shared) {
  for (const SharedIdentifier& one : shared) works_.Add(one.hash);
  if (work.hash == 0) return;
  works_.Add(work.hash);
  for (std::size_t i = 0; i < work.details.size(); ++i)
    works_.Add(DetailHash(work, i, work.details[i]));
}

}  // namespace dssearch::indexer
