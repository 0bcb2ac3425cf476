using System.Buffers;

namespace PersonEtl.Etl.World.Writing;

/// <summary>
/// What the persons of one chunk give to each file: FREG and answers as finished gzip members, KRR as it is. Chunks are used again
/// for others: new buffers of megabytes for each would be most of the program's memory.
/// </summary>
internal sealed class PersonChunk
{
    public ArrayBufferWriter<byte> FregText { get; } = new(ChunkWriter.Size * 4096);

    public ArrayBufferWriter<byte> AnswersText { get; } = new(ChunkWriter.Size * 256);

    public MemoryStream Freg { get; } = new(ChunkWriter.Size * 1024);

    public ArrayBufferWriter<byte> Krr { get; } = new(ChunkWriter.Size * 512);

    public MemoryStream Answers { get; } = new(ChunkWriter.Size * 64);

    public ChunkCounts Counts { get; set; }

    public void Clear()
    {
        FregText.ResetWrittenCount();
        AnswersText.ResetWrittenCount();
        Krr.ResetWrittenCount();
        Freg.SetLength(0);
        Answers.SetLength(0);
    }
}
