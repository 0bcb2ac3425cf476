namespace PersonEtl.Etl.Sources.Freg;

/// <summary>
/// About a megabyte of one file, cut between records: the unit that travels through the night.
/// A record is a line of NDJSON, or a whole JSON value where the file is written over several lines.
/// </summary>
internal sealed class DocumentBlock(byte[] buffer, string delivery, string file, int fileNumber, long byteOffset)
{
    /// <summary>So many files of a chain have positions of their own.</summary>
    public const int MostFiles = 1 << 16;
    private const int FileShift = 44;

    private readonly List<Record> records = [];

    public byte[] Buffer { get; } = buffer;

    public string Delivery { get; } = delivery;

    public string File { get; } = file;

    public IReadOnlyList<Record> Records => records;

    public void Add(int start, int length, long line) => records.Add(new(start, length, line));

    /// <summary>The position at which the newer deliveries of the chain begin; none has it where this is the newest.</summary>
    public long NewerFrom { get; init; } = long.MaxValue;

    /// <summary>Where a byte of the buffer stands among all files of the chain: later documents have greater positions.</summary>
    public long PositionOf(int start) => StartOf(fileNumber) | (byteOffset + start);

    /// <summary>The first position in a file of the chain.</summary>
    public static long StartOf(int fileNumber) => (long)fileNumber << FileShift;

    public long ByteOffsetOf(int start) => byteOffset + start;

    /// <summary>The place of a record for messages: delivery, file and line.</summary>
    public string PlaceOf(in Record record) => $"{Delivery}/{File}, line {record.Line}";

    internal readonly record struct Record(int Start, int Length, long Line);
}
