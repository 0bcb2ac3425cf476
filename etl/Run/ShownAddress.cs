using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Run;

/// <summary>What tells a person's address rows apart, in a document as in the mart.</summary>
internal readonly record struct ShownAddress(AddressKind Kind, Instant? RegisteredAt, Instant? ValidFrom);
