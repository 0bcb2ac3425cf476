namespace PersonEtl.Etl.Mart;

/// <summary>A line of the number register.</summary>
internal sealed record PersonKey(Utf8Text Number, Guid PersonId, int Since);
