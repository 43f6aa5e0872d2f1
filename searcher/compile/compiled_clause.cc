#include "searcher/compile/compiled_clause.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace dssearch {
namespace {

using Kind = Clause::Kind;

// A part where any will do. Of words, what is extra will do too.
Clause Alternative(Part part) {
  if (!part.words || part.extra.empty()) return Ranked(std::move(part));
  std::vector<Clause> any = std::move(part.extra);
  any.push_back(std::move(part.required));
  return RankedBy(Clause::Of(Kind::kOr, std::move(any)), std::move(part.evidence));
}

}  // namespace

Clause RankedBy(Clause required, std::vector<Clause> more) {
  if (more.empty()) return required;
  return Clause::Of(Kind::kAndMaybe, std::move(required), Clause::Of(Kind::kOr, std::move(more)));
}

Clause Ranked(Part part) {
  std::vector<Clause> more = std::move(part.extra);
  std::move(part.evidence.begin(), part.evidence.end(), std::back_inserter(more));
  return RankedBy(std::move(part.required), std::move(more));
}

std::optional<Part> Together(std::vector<Part> parts, Match match) {
  if (parts.empty()) return std::nullopt;
  std::vector<Clause> required;
  Part all;
  for (Part& part : parts) {
    if (match == Match::kAll) {
      required.push_back(std::move(part.required));
      std::move(part.extra.begin(), part.extra.end(), std::back_inserter(all.extra));
      std::move(part.evidence.begin(), part.evidence.end(), std::back_inserter(all.evidence));
    } else {
      required.push_back(Alternative(std::move(part)));
    }
  }
  const Kind kind = match == Match::kAll ? Kind::kAnd : Kind::kOr;
  all.required =
      required.size() == 1 ? std::move(required.front()) : Clause::Of(kind, std::move(required));
  return all;
}

Clause WholeOf(const std::vector<Part>& parts) {
  std::vector<Clause> all;
  all.reserve(parts.size());
  for (const Part& part : parts)
    all.push_back(
        Unweighted(part.whole.empty() ? part.required : Clause::Of(Kind::kOr, part.whole)));
  return Clause::Of(Kind::kAnd, std::move(all));
}

void CountRuns(std::vector<Part>& parts) {
  const auto move = [](std::vector<Clause>& from, std::vector<Clause>& to) {
    std::move(from.begin(), from.end(), std::back_inserter(to));
    from.clear();
  };
  for (Part& part : parts) {
    move(part.run_extra, part.extra);
    move(part.run_evidence, part.evidence);
  }
}

}  // namespace dssearch
