namespace PersonEtl.Etl.Sources.Freg;

/// <summary>Finds the records in the bytes of a file.</summary>
internal abstract class RecordCutter
{
    /// <summary>The line at which the next record begins, from 1.</summary>
    public long Line { get; protected set; } = 1;

    /// <summary>Adds every whole record of <paramref name="bytes"/> to the block and tells how many bytes they and the space between them take.</summary>
    public abstract int Cut(ReadOnlySpan<byte> bytes, bool atEnd, DocumentBlock block);
}
