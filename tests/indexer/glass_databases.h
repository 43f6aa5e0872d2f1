#pragma once

#include <xapian.h>

#include <map>
#include <string>
#include <vector>

namespace dssearch::testing {

/// What a document of a database has.
struct TestDocument {
  std::map<std::string, Xapian::termcount> terms = {};  ///< With their wdfs.
  std::map<Xapian::valueno, std::string> values = {};
};

using Metadata = std::map<std::string, std::string>;

/// A database of these documents that Xapian wrote, without term lists, at `path`.
Xapian::Database XapianDatabase(const std::string& path, const std::vector<TestDocument>& documents,
                                const Metadata& metadata);

/// The first line that differs of all that Xapian tells of two databases; empty where all is the
/// same: statistics, lengths, posting lists with their wdfs and bounds, values and their bounds,
/// metadata.
std::string Difference(const Xapian::Database& a, const Xapian::Database& b);

/// Expects that Xapian's own check finds nothing, that each posting list can be skipped through,
/// and that compact() keeps what is there.
void ExpectSound(const std::string& path);

}  // namespace dssearch::testing
