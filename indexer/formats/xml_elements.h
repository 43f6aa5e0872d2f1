#pragma once

#include <pugixml.hpp>
#include <string>

#include "indexer/formats/xml_rules.h"

namespace dssearch::indexer {

/// A value that an element says, and the field that it goes to, where that is another than its rule
/// says: `group_authors` for an author that is no person.
struct XmlValue {
  std::string text;
  std::string_view field = {};
};

/// The value of an element, read as `use` says; empty where it says none.
XmlValue ValueOf(const pugi::xml_node& element, XmlUse use);

}  // namespace dssearch::indexer
