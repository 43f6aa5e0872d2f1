#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "dssearch/paper.h"
#include "searcher/format/schema.h"
#include "searcher/format/user_notes.h"

namespace dssearch::format {

/// Encodes a paper as a record: for each field its tag byte, length (7 bits a byte, low first) and
/// text. Empty fields are left out, and unknown tags are skipped on decoding, so that fields can be
/// added. What a note of the user's says has tags of its own, so that it can be told from what the
/// paper's file says; the id of the note is left out.
std::string EncodeRecord(const Paper& paper, const UserNote& note = {});

/// The paper of a record as it is shown: with what the user's note says (WithNote). Throws Error
/// kIndexCorrupt for malformed bytes.
Paper DecodeRecord(std::string_view bytes);

/// The same as it was read from its file, without the note.
Paper DecodeRecordAsRead(std::string_view bytes);

/// A hash of a record in 8 bytes, by which a changed record is detected.
std::string ContentHash(std::string_view record);

/// The term of a whole value of a field. `value` is folded unless the field is exact. Since a
/// Xapian term holds 245 bytes, a value beyond 200 bytes is truncated and followed by its hash.
std::string ValueTerm(const Field& field, std::string_view value);

/// The same with a prefix that is no field's.
std::string ValueTerm(std::string_view prefix, std::string_view value);

/// The hash of an id.
std::uint64_t IdHash(std::string_view id);

/// The term of a paper's id.
std::string IdTerm(std::string_view id);

/// The term of what a paper is known again by under another id (indexer/paper_identity.h).
std::string WorkTerm(std::uint64_t hash);

/// A number as 16 hexadecimal digits.
std::string Hex(std::uint64_t number);

/// The hash of a text in hexadecimal, for terms that stand for long texts.
std::string HexHash(std::string_view text);

}  // namespace dssearch::format
