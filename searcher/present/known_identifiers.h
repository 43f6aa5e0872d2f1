#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dssearch/paper.h"

namespace dssearch {

/// An identifier by which others know a paper, as readers see it.
struct KnownIdentifier {
  std::string_view name;  ///< "arXiv", "DOI", ...; empty where its kind is not known.
  std::string text;       ///< "2402.03300".
  std::string_view site;  ///< What its address begins with: "https://arxiv.org/abs/"; or empty,
  std::string path = {};  ///< and the rest of it, not yet percent-encoded.

  bool operator==(const KnownIdentifier&) const = default;
};

/// The identifiers of a paper, each once: its id, its DOI, the others that its record has, and
/// those in its address.
std::vector<KnownIdentifier> KnownIdentifiersOf(const Paper& paper);

/// Where a paper is on the web: the address that its record has, else that of an identifier but for
/// its DOI; empty where there is none.
std::string AddressOf(const Paper& paper);

}  // namespace dssearch
