namespace PersonEtl.Etl.Sources;

/// <summary>
/// The place of a record that could not be read, and a stable code for why; never its content.
/// <paramref name="Line"/> counts from 1; <paramref name="ByteOffset"/> is that of the record in the unpacked file.
/// </summary>
internal sealed record QuarantinedRecord(SourceName Source, string Delivery, string File, long Line, long ByteOffset, string Code, string? JsonPath);
