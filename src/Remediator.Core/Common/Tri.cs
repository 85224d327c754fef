namespace Remediator.Core.Common;

/// <summary>True, false, or not known yet (Kleene): an unknown answer stays unknown only while it matters.</summary>
internal enum Tri { False, Unknown, True }

internal static class TriLogic
{
    extension(Tri left)
    {
        public Tri And(Tri right) => left < right ? left : right;

        public Tri Or(Tri right) => left > right ? left : right;

        public Tri Not() => Tri.True - (int)left;
    }

    public static Tri Of(bool value) => value ? Tri.True : Tri.False;
}
