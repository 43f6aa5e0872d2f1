#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dssearch/request.h"

namespace dssearch {

/// A search as names and values, in their order, as query strings and saved searches have it:
/// {{"q", "推理"}, {"domain", "a"}, {"domain", "b"}}. They are named like the options of dssearch.
using Parameters = std::vector<std::pair<std::string, std::string>>;

/// Names of parameters, in the order in which an error lists them.
using ParameterNames = std::vector<std::string_view>;

/// The fields by which a parameter of the same name filters: all facets but dates, such as
/// "domain". Good for ever.
const ParameterNames& FilterFields();

/// Whether a parameter filters by the field of its name.
bool IsFilter(std::string_view name);

/// The names that say what is searched for: q, the filters, since, until, last, added_after, match,
/// translate, untranslated, correct and fold. Good for ever.
const ParameterNames& QueryParameterNames();

/// QueryParameterNames and the names that say which part of the hits is wanted: sort, limit and
/// offset. Good for ever.
const ParameterNames& HitListParameterNames();

/// The names of both lists.
ParameterNames Joined(ParameterNames first, const ParameterNames& second);

/// Names as an error lists them: "q, domain, since".
std::string TextOf(std::span<const std::string_view> names);

/// Whether a parameter of a search may be given several times: a filter, facets, untranslated.
bool MayRepeat(std::string_view name);

/// The search request that parameters ask for. Members for which there is no parameter stay as they
/// are in `request`, and unknown parameters are ignored. Throws Error kInvalidRequest for a value
/// that has no meaning (sort=best).
SearchRequest RequestOf(const Parameters& parameters, SearchRequest request = {});

/// The parameters of HitListParameterNames, but for offset, by which a request differs from
/// `SearchRequest{}`; the inverse of RequestOf.
Parameters ParametersOf(const SearchRequest& request);

/// The last value of a parameter; empty where there is none. Valid as long as `parameters`.
std::string_view ValueOf(const Parameters& parameters, std::string_view name);

/// The number that a value stands for, from 0 to `max`. Throws Error kInvalidRequest for any other
/// value, naming the parameter `name`.
std::size_t NumberOf(std::string_view name, std::string_view value, std::size_t max);

}  // namespace dssearch
