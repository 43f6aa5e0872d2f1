#include "searcher/format/identifier_address.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "searcher/format/ascii.h"
#include "searcher/format/identifier_forms.h"

namespace dssearch::format {
namespace {

// The DOI in an address, without what publishers write behind it.
std::optional<Identifier> DoiInAddress(std::string_view address) {
  for (std::size_t at = address.find("10."); at != std::string_view::npos;
       at = address.find("10.", at + 1)) {
    if (at == 0 || std::string_view("/=:").find(address[at - 1]) == std::string_view::npos)
      continue;
    std::string_view doi = address.substr(at);
    doi = doi.substr(0, doi.find_first_of("?#&"));
    constexpr std::array<std::string_view, 11> kEndings = {
        "/",    ".pdf",  ".html",     ".full", ".abstract", "/full",
        "/pdf", "/epdf", "/abstract", "/meta", "/fulltext"};
    while (DropPunctuation(doi) ||
           std::any_of(kEndings.begin(), kEndings.end(),
                       [&doi](std::string_view ending) { return TakeSuffix(doi, ending); })) {
    }
    if (std::optional<Identifier> found = ParseDoi(doi)) return found;
  }
  return std::nullopt;
}

// The first identifier that `parse` finds among the segments of a path; an old arXiv id has two.
template <typename Parse>
std::optional<Identifier> InPath(std::string_view path, const Parse& parse) {
  path = path.substr(0, path.find_first_of("?#&"));
  std::string_view before;  // The last two segments with the slash between.
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string_view segment = path.substr(0, end);
    if (std::optional<Identifier> found = parse(segment)) return found;
    if (!before.empty()) {
      const auto both = static_cast<std::size_t>(segment.data() + segment.size() - before.data());
      if (std::optional<Identifier> found = parse(std::string_view(before.data(), both)))
        return found;
    }
    before = segment;
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return std::nullopt;
}

// The host of an address, with or without https://, and what comes after it; an empty host for a
// text that is no address.
std::pair<std::string_view, std::string_view> SplitAddress(std::string_view text) {
  const bool has_scheme = TakePrefix(text, "https://") || TakePrefix(text, "http://");
  const std::size_t size = CountLeading(text, [](char c) {
    return IsAsciiLetter(c) || IsAsciiDigit(c) || c == '-' || c == '.' || c == ':';
  });
  const std::string_view host = text.substr(0, size);
  // "10.1145" is no host, and neither is "title:www.x.org".
  const std::size_t dot = host.rfind('.');
  if (dot == std::string_view::npos || dot + 1 == host.size() || !IsAsciiLetter(host[dot + 1]) ||
      (!has_scheme && host.find(':') != std::string_view::npos))
    return {};
  return {host, text.substr(size)};
}

}  // namespace

std::optional<Identifier> IdentifierInAddress(std::string_view text) {
  const auto [host, path] = SplitAddress(text);
  if (host.empty() || path.empty()) return std::nullopt;
  // The page of an arXiv paper is one of that paper, though its address may name a DOI.
  if (Contains(text, "arxiv") || EndsWith(host, "ar5iv.org") || EndsWith(host, "alphaxiv.org") ||
      EndsWith(host, "huggingface.co")) {
    const auto parse = [](std::string_view segment) {
      TakePrefix(segment, "arxiv:");
      return ParseArxiv(segment);
    };
    if (std::optional<Identifier> arxiv = InPath(path, parse)) return arxiv;
  }
  if (EndsWith(host, "aclanthology.org") || EndsWith(host, "aclanthology.info") ||
      EndsWith(host, "aclweb.org"))
    if (std::optional<Identifier> acl = InPath(path, ParseAcl)) return acl;
  if (EndsWith(host, "openreview.net")) return ParseOpenReview(ParameterOf(path, "id"));
  if (EndsWith(host, "pubmed.ncbi.nlm.nih.gov") ||
      (EndsWith(host, "ncbi.nlm.nih.gov") && StartsWith(path, "/pubmed")))
    return InPath(path, ParsePubmed);
  return DoiInAddress(text);
}

std::string_view ParameterOf(std::string_view address, std::string_view name) {
  for (std::size_t at = address.find('?'); at != std::string_view::npos;
       at = address.find('&', at + 1)) {
    std::string_view parameter = address.substr(at + 1);
    parameter = parameter.substr(0, parameter.find_first_of("&#"));
    if (TakePrefix(parameter, name) && TakePrefix(parameter, "=")) return parameter;
  }
  return {};
}

}  // namespace dssearch::format
