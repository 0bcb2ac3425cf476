using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Publish;

/// <summary>A public address row that stays while others of its person are hidden: the version it was and becomes, and where it ends now.</summary>
internal readonly record struct RemainingAddress(AddressKind Kind, int Version, int Becomes, DateOnly? EndsOn);
