namespace PersonEtl.Etl.Enrich;

/// <summary>For how many current residential addresses of a municipality Matrikkelen agrees with the unit that FREG gives.</summary>
internal sealed record CrossCheckCount(int? Municipality, long Agrees, long Disagrees, long NotFound);
