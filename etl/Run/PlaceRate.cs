namespace PersonEtl.Etl.Run;

/// <summary>Of the public current addresses of a kind under a municipality number that can have a unit, how many have one.</summary>
internal sealed record PlaceRate(string Kind, string? MunicipalityNumber, long CanHaveUnit, long WithUnit);
