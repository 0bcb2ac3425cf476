using PersonEtl.Etl.Sources.Freg;

namespace PersonEtl.Etl.Run;

/// <summary>The documents that may hide something: those that grade, and those that can't be read.</summary>
internal sealed class Gradings
{
    public List<GradedDocument> Graded { get; } = [];

    public List<UnreadDocument> Unread { get; } = [];

    public Gradings OfReadable()
    {
        var readable = new Gradings();
        readable.Graded.AddRange(Graded);
        return readable;
    }

    public void Add(Gradings others)
    {
        Graded.AddRange(others.Graded);
        Unread.AddRange(others.Unread);
    }
}
