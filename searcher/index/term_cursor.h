#pragma once

#include <xapian.h>

#include <string>

namespace dssearch {

/// Goes through the terms with a prefix that papers of an index have, in the order of their bytes,
/// each once. The index must outlive it. For one thread. Throws Error and Xapian::Error.
///
///   for (auto it = reader.Terms(prefix); !it->AtEnd(); it->Next()) Use(it->term(),
///   it->doc_freq());
class TermCursor {
 public:
  virtual ~TermCursor() = default;

  virtual bool AtEnd() const = 0;
  virtual const std::string& term() const = 0;

  /// How many papers have the term.
  virtual Xapian::doccount doc_freq() const = 0;

  virtual void Next() = 0;

  /// Moves on to the first term that is not before `term`.
  virtual void SkipTo(const std::string& term) = 0;
};

}  // namespace dssearch
