/** Mutations of an article that is there. */
import type { ArticlePatch } from '../../newsroom/change/patch.ts';
import type { NodeType } from '../../news/global-id.ts';
import { builder } from '../builder.ts';
import type { Context } from '../context.ts';
import { Conflict, Forbidden, Invalid, Missing } from '../errors.ts';
import { ArticlePatchType } from './inputs.ts';
import { ArticleSavedRef, ofInput, rowIdOf, savedBy } from './results.ts';

builder.mutationFields((t) => {
  const id = t.arg.id({ required: true, description: "The article's global id." });
  const version = t.arg.int({
    required: true,
    description: 'What the editor saw: a ConflictError where the article has moved on.',
  });
  const input = t.arg({ type: ArticlePatchType, required: true });
  return {
    updateArticle: t.field({
      type: ArticleSavedRef,
      description: 'A new version, whether the public sees the article or not.',
      args: { id, version, input },
      authScopes: { editor: true },
      errors: { types: [Invalid, Missing, Conflict, Forbidden] },
      resolve: async (_root, args, context, info) => {
        const { editor } = context.newsroom;
        const outcome = await editor.update(editOf(args, context));
        return savedBy(ofInput(outcome), context, info);
      },
    }),
    correctArticle: t.field({
      type: ArticleSavedRef,
      description: 'An update that tells the public what was wrong.',
      args: {
        id,
        version,
        note: t.arg.string({ required: true, description: 'Public: what was wrong, and what is right.' }),
        input,
      },
      authScopes: { editor: true },
      errors: { types: [Invalid, Missing, Conflict, Forbidden] },
      resolve: async (_root, { note, ...args }, context, info) => {
        const { editor } = context.newsroom;
        const outcome = await editor.correct({ ...editOf(args, context), note });
        return savedBy(ofInput(outcome), context, info);
      },
    }),
    withholdArticle: t.field({
      type: ArticleSavedRef,
      description: 'Hides it until it is reinstated; whoever was told of it is told.',
      args: { id, notice: t.arg.string({ description: 'To the public.' }) },
      authScopes: { editor: true },
      errors: { types: [Missing, Conflict, Forbidden] },
      resolve: async (_root, args, context, info) => {
        const { editor } = context.newsroom;
        return savedBy(await editor.withhold(recallOf(args, context)), context, info);
      },
    }),
    reinstateArticle: t.field({
      type: ArticleSavedRef,
      description: 'Shows what was withheld.',
      args: { id },
      authScopes: { editor: true },
      errors: { types: [Missing, Conflict, Forbidden] },
      resolve: async (_root, args, context, info) => {
        const { editor } = context.newsroom;
        return savedBy(await editor.reinstate(recallOf(args, context)), context, info);
      },
    }),
    cancelArticle: t.field({
      type: ArticleSavedRef,
      description: 'A kill: hides it for ever. For admins.',
      args: { id, notice: t.arg.string({ required: true, description: 'To the public.' }) },
      authScopes: { admin: true },
      errors: { types: [Missing, Conflict, Forbidden] },
      resolve: async (_root, args, context, info) => {
        const { editor } = context.newsroom;
        return savedBy(await editor.cancel(recallOf(args, context)), context, info);
      },
    }),
    cancelPhoto: t.field({
      type: ArticleSavedRef,
      description: 'A kill of one photo, for ever; its article is a new version. For admins.',
      args: {
        id: t.arg.id({ required: true, description: "The photo's global id." }),
        notice: t.arg.string({ required: true, description: 'To the public.' }),
      },
      authScopes: { admin: true },
      errors: { types: [Missing, Conflict, Forbidden] },
      resolve: async (_root, args, context, info) => {
        const { editor } = context.newsroom;
        return savedBy(await editor.cancelPhoto(recallOf(args, context, 'Photo')), context, info);
      },
    }),
  };
});

interface Asked {
  id: string;
  version: number;
  input: ArticlePatch;
}

function editOf({ id, version, input }: Asked, { viewer, publicUrl }: Context) {
  return {
    id: rowIdOf(id, 'Article'),
    version,
    by: viewer.name,
    patch: { ...input, ...photosOf(input, publicUrl) },
  };
}

function recallOf(
  { id, notice = null }: { id: string; notice?: string | null | undefined },
  { viewer }: Context,
  type: NodeType = 'Article',
) {
  return { id: rowIdOf(id, type), by: viewer.name, notice };
}

/** The pictures that Newswire keeps are shown with the address of this server before them. */
function photosOf({ photos }: ArticlePatch, publicUrl: string): Pick<ArticlePatch, 'photos'> {
  const own = `${publicUrl}/photos/`;
  if (photos == null) return photos === null ? { photos } : {};
  return {
    photos: photos.map((photo) =>
      photo.url.startsWith(own) ? { ...photo, url: photo.url.slice(publicUrl.length) } : photo,
    ),
  };
}
