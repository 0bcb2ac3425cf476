namespace PersonEtl.Etl.Run;

/// <summary>Public current residential addresses under a municipality number; null stands for those that name none.</summary>
internal sealed record PlaceCount(string? MunicipalityNumber, long Residents);
