#pragma once

#include <xapian.h>

#include <string>
#include <system_error>
#include <utility>

#include "dssearch/error.h"
#include "searcher/format/damage.h"

namespace dssearch::format {

/// Runs `body` and translates any Xapian::Error to dssearch::Error. (A Xapian::Error is no
/// std::exception, so nothing else would catch it.)
template <typename Body>
auto Guard(Body&& body) -> decltype(body()) try {
  return std::forward<Body>(body)();
} catch (const Xapian::DatabaseVersionError& e) {
  throw Error(ErrorCode::kIndexFormat, e.get_msg(), kRebuildHint);
} catch (const Xapian::DatabaseCorruptError& e) {
  throw Error(ErrorCode::kIndexCorrupt, e.get_msg(), kRebuildHint);
} catch (const Xapian::DatabaseLockError& e) {
  throw Error(ErrorCode::kIndexLocked, e.get_msg(), "is another dsindex running?");
} catch (const Xapian::DatabaseOpeningError& e) {
  throw Error(ErrorCode::kIndexNotFound, e.get_msg(), "make an index: dsindex PATH");
} catch (const Xapian::DatabaseError& e) {
  // With a reason of the operating system it is a failed read or write; without one, the bytes that
  // were read are malformed.
  if (const char* reason = e.get_error_string())
    throw Error(ErrorCode::kIo, e.get_msg() + ": " + reason, "is the disk full?");
  // Xapian may say so in the text alone.
  if (e.get_msg().find(std::make_error_code(std::errc::no_space_on_device).message()) !=
      std::string::npos)
    throw Error(ErrorCode::kIo, e.get_msg(), "is the disk full?");
  FailDamaged(e.get_msg());
} catch (const Xapian::Error& e) {
  throw Error(ErrorCode::kInternal, e.get_description(), "please report this");
}

}  // namespace dssearch::format
