using PersonEtl.MartApi.Access;

namespace PersonEtl.MartApi.Persons;

/// <summary>Which persons are asked for, which parts of them, whether with history, by whom and through which route.</summary>
internal sealed record PersonRequest(IReadOnlyList<Identifier> Identifiers, IReadOnlyList<Part> Parts, bool History, Caller Caller, string Route);
