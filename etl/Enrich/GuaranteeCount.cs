namespace PersonEtl.Etl.Enrich;

/// <summary>How many addresses of a municipality lack a thing that is guaranteed, or nothing.</summary>
internal sealed record GuaranteeCount(int? Municipality, GuaranteeLack Lack, long Addresses);
