namespace PersonEtl.Etl.Sources;

/// <summary>A file of a delivery. <paramref name="Sha256"/> is lower-case hexadecimal, of the file as it lies there.</summary>
internal sealed record DeliveryFile(string Name, long Bytes, string Sha256);
